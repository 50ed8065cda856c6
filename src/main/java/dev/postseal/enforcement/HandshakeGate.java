package dev.postseal.enforcement;

import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLException;

/**
 * Bounds how many handshakes compute at the same time, apart from how many sessions there are: the arithmetic of many at
 * once starves everything else. Held only while computing, never while waiting for a server, so slow servers hold nobody.
 */
final class HandshakeGate {
    private final Semaphore permits;

    HandshakeGate(int permits) {
        this.permits = new Semaphore(permits);
    }

    /** A step of a handshake. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws SSLException;
    }

    <T> T compute(Step<T> step) throws SSLException {
        permits.acquireUninterruptibly();
        try {
            return step.run();
        } finally {
            permits.release();
        }
    }
}
