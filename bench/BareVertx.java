import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;

/** The floor that the gateway is measured against: reads the body, answers 204, does nothing else. */
public class BareVertx {
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                        () -> new io.vertx.core.AbstractVerticle() {
                            @Override
                            public void start() {
                                vertx.createHttpServer()
                                        .requestHandler(request -> request.bodyHandler(
                                                body -> request.response().setStatusCode(204).end()))
                                        .listen(port);
                            }
                        },
                        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
