package dev.postseal.export;

/** What the socketmap says to one request (socketmap_table(5), "REPLY FORMAT"). */
sealed interface Answer {
    /** As it is written between the netstring's colon and comma. */
    String text();

    /**
     * The entry's right-hand side, never empty: Postfix before 3.10 takes a bare {@code OK} for "not found" and would send
     * in the clear.
     *
     * @param entry its id
     */
    record Found(long entry, String policy) implements Answer {
        @Override
        public String text() {
            return "OK " + policy;
        }
    }

    /** Nothing is decided for exactly this key; the space belongs to it. */
    record NotFound(String key) implements Answer {
        @Override
        public String text() {
            return "NOTFOUND ";
        }
    }

    /** Nobody knows yet: Postfix keeps the mail. */
    record NotYet(String why) implements Answer {
        @Override
        public String text() {
            return "TEMP " + why;
        }
    }

    /** The request itself is wrong, which an administrator has to put right; Postfix keeps the mail. */
    record Refused(String why) implements Answer {
        @Override
        public String text() {
            return "PERM " + why;
        }
    }
}
