package io.utkast.outbox.sqlite;

import java.sql.SQLException;

/** A write that changes nothing: it shows whether the disk takes commits again. */
final class ProbeWork implements Work {
    @Override
    public void run(Tables tables) throws SQLException {
        tables.probe();
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
}
