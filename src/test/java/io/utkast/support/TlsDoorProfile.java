package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway of {@link DoorProfile} with TLS of its own, by a certificate for localhost that is made for it. */
public final class TlsDoorProfile implements QuarkusTestProfile {
    private static final String PASSWORD = "for-this-test-only";
    private static final String STORE = "quarkus.tls.key-store.p12.path";

    @Override
    public Map<String, String> getConfigOverrides() {
        Path data = DoorProfile.newDirectory();
        Map<String, String> config = DoorProfile.overrides(data);
        config.put("quarkus.http.test-ssl-port", "0");
        config.put(STORE, certificate(data.resolve("tls.p12")).toString());
        config.put("quarkus.tls.key-store.p12.password", PASSWORD);
        return config;
    }

    /** Trusts the certificate of the gateway under test, and no other. */
    public static SSLContext trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(ConfigProvider.getConfig().getValue(STORE, Path.class))) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static Path certificate(Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "gateway", "-keyalg", "EC", "-validity", "2"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=dns:localhost"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        Path said = file.resolveSibling("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate: " + Files.readString(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return file;
    }
}
