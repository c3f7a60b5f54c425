package io.utkast.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A bare connection: sends what no HTTP client would, and sees what comes back. */
public final class Wire implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int BUFFER = 8192;

    private final SocketChannel channel;

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    public static Wire to(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("localhost", port));
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        return new Wire(channel);
    }

    /** Sends the text, one byte a character. */
    public void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Whether the text could be sent, at least into the buffers on the way. */
    public boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public void endSending() throws IOException {
        if (!isReset()) {
            channel.shutdownOutput();
        }
    }

    private boolean isReset() {
        return !channel.isConnected();
    }

    /** Whether the other end is gone; what it sent before is read over. */
    public boolean isClosedByPeer() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(BUFFER));
            channel.configureBlocking(true);
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** The first line that comes back. */
    public String statusLine() throws IOException {
        StringBuilder line = new StringBuilder();
        Socket socket = channel.socket();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString();
    }

    /** All that comes back until the other end closes; a reset ends it too. */
    public String rest() {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[BUFFER];
        try {
            int read = channel.socket().getInputStream().read(buffer);
            while (read >= 0) {
                text.append(new String(buffer, 0, read, ISO_8859_1));
                read = channel.socket().getInputStream().read(buffer);
            }
        } catch (IOException e) {
            return text.toString();
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
