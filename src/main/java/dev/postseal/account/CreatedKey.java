package dev.postseal.account;

/** A key just made. The key itself is to be shown this once; it cannot be had again. */
public record CreatedKey(String key, KeyDetails details) {
    @Override
    public String toString() {
        return "CreatedKey[" + details + "]";
    }
}
