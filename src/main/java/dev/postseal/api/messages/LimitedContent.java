package dev.postseal.api.messages;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content that may not be longer than allowed, whatever was announced. */
final class LimitedContent extends FilterInputStream {
    private long left;

    LimitedContent(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    /** There is more than the limit. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws TooLarge {
        left -= read;
        if (left < 0) {
            throw new TooLarge();
        }
    }
}
