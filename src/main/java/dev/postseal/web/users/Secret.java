package dev.postseal.web.users;

import java.io.Serializable;

/**
 * A password or a key that was just made, for the flash attribute {@code secret}: it is shown on one page and gone.
 *
 * @param name of the user or the key
 */
record Secret(String name, String value) implements Serializable {
    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
