package dev.postseal.web.deliveries;

/** What another Postfix writes as its relayhost to hand us mail. */
final class Relayhost {
    private Relayhost() {}

    /**
     * @param listen addresses we listen on, as they are set
     * @return the first of them in Postfix's spelling; empty when there is none
     */
    static String of(String listen) {
        String first = listen.split(",", -1)[0].strip();
        int port = first.lastIndexOf(':');
        return port < 0 ? "" : "[" + first.substring(0, port).replaceAll("[\\[\\]]", "") + "]" + first.substring(port);
    }
}
