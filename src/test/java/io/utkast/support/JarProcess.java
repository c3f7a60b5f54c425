package io.utkast.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What the build made, a jar or a native executable, in a process of its own, as an operator starts it. */
public final class JarProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private JarProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts what the system property {@code utkast.program} names.
     *
     * <p>Give each server a port of its own: with 0, Quarkus leaves the tag {@code server.port} off that server's meters
     * only, Prometheus refuses the other's for having other tags, and the start may hang.
     *
     * @param directory its working directory; the log goes to {@code name}.log in it
     * @param properties system properties
     * @param arguments such as {@code sandbox}
     */
    public static JarProcess start(String name, Path directory, Map<String, String> properties, String... arguments)
            throws IOException {
        List<String> command = command(properties);
        command.addAll(List.of(arguments));
        Path log = directory.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new JarProcess(process, log);
    }

    private static List<String> command(Map<String, String> properties) {
        String program = System.getProperty("utkast.program");
        boolean jar = program.endsWith(".jar");
        List<String> command = new ArrayList<>();
        command.add(
                jar ? Path.of(System.getProperty("java.home"), "bin", "java").toString() : program);
        command.add("-Xmx256m");
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (jar) {
            command.addAll(List.of("-jar", program));
        }
        return command;
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        return freePorts(1)[0];
    }

    /** Several of them, no two the same: each is held until all are chosen. */
    public static int[] freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0));
            }
            return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** Waits until the address answers with a status below 500. */
    public JarProcess awaitAnswer(URI address) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(START).build();
            Awaitility.await(address.toString())
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptionsMatching(IOException.class::isInstance)
                    .failFast("the process ended, see " + log, () -> !process.isAlive())
                    .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() < 500);
        } finally {
            client.shutdownNow();
        }
        return this;
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends with SIGTERM, as an operator would; returns the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Waits for a process that ends by itself, and returns its exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** What it printed. */
    public String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
