package dev.postseal.account;

/** Why a new password is not taken. */
public enum PasswordProblem {
    CURRENT_WRONG("account.password.current-wrong"),
    TOO_SHORT("account.password.too-short"),
    TOO_LONG("account.password.too-long"),
    IS_NAME("account.password.is-name"),
    UNCHANGED("account.password.unchanged"),
    TOO_MANY_ATTEMPTS("account.password.too-many-attempts");

    private final String messageKey;

    PasswordProblem(String messageKey) {
        this.messageKey = messageKey;
    }

    /** Of its text in the console's bundle; argument 0 of too-short and too-long is the limit. */
    public String messageKey() {
        return messageKey;
    }
}
