"""Time stamps of the head by a service of our own, on loopback: kept, found again, and every false one told."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

from onrecord import workspace
from onrecord.cli.main import main
from onrecord.errors import StampError
from onrecord.store import Store, check_signature, stamps
from onrecord.testing import make_statement

if shutil.which("openssl") is None:
    pytest.skip("openssl is not installed: apt-get install openssl to run these tests", allow_module_level=True)

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:true
[service]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = service.pem
signer_key = service.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ordering = no
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *words: str) -> None:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def make_authority(folder: Path, name: str) -> Path:
    """A folder with a root certificate, and a service's certificate and key that it signed."""
    folder.mkdir()
    (folder / "config").write_text(CONFIG.format(name=name))
    (folder / "serial").write_text("01")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "config")
    openssl(folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "9", "-extensions", "root")
    (folder / "config").write_text(CONFIG.format(name=f"{name} service"))
    openssl(folder, "req", *key, "-keyout", "service.key", "-out", "service.csr")
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "9")
    openssl(
        folder,
        "x509",
        "-req",
        "-in",
        "service.csr",
        *signed,
        "-extfile",
        "config",
        "-extensions",
        "service",
        "-out",
        "service.pem",
    )
    return folder


class Responder(HTTPServer):
    """Stamps what it is sent; or, when told to, answers with the stamp that it gave before, or with nothing of use."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.answers: list[bytes] = []
        self.asked: list[bytes] = []
        self.trick = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def answer(self, query: bytes) -> bytes:
        self.asked.append(query)
        if self.trick == "again":
            return self.answers[0]
        if self.trick == "nonsense":
            return b"<html>a page</html>"
        (self.folder / "query").write_bytes(query[:-9] if self.trick == "refuse" else query)
        openssl(self.folder, "ts", "-reply", "-config", "config", "-section", "one", "-queryfile", "query", "-out", "answer")
        self.answers.append((self.folder / "answer").read_bytes())
        return self.answers[-1]


class _Handler(BaseHTTPRequestHandler):
    server: Responder

    def do_POST(self) -> None:
        answer = self.server.answer(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("stamps") / "one", "Ozerin Time")


@pytest.fixture
def service(authority: Path) -> Iterator[Responder]:
    responder = Responder(authority)
    thread = threading.Thread(target=responder.serve_forever)
    thread.start()
    yield responder
    responder.shutdown()
    thread.join()
    responder.server_close()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.db", who="ana") as store:
        store.add(make_statement())
        yield store


def test_stamp_is_over_the_head_and_kept_in_the_journal(record: Store, service: Responder, authority: Path) -> None:
    head = record.head()
    stamp = record.stamp(service.address)
    assert (stamp.head, stamp.line) == (head, head.seq + 1)
    assert record.stamps() == [stamp]
    assert record.verify().fault is None
    check_signature(stamp, (authority / "root.pem").read_bytes())


def test_stamp_sends_the_hash_and_no_words(record: Store, service: Responder) -> None:
    record.stamp(service.address)
    assert bytes.fromhex(record.stamps()[0].head.hash) in service.asked[0]
    assert len(service.asked[0]) < 100


def test_stamp_is_borne_out_by_openssl(record: Store, service: Responder, authority: Path, tmp_path: Path) -> None:
    stamp = record.stamp(service.address)
    (tmp_path / "stamp.tsr").write_bytes(stamp.answer)
    root = str(authority / "root.pem")
    openssl(tmp_path, "ts", "-verify", "-digest", stamp.head.hash, "-in", "stamp.tsr", "-CAfile", root)


def test_stamp_of_another_authority_is_told(record: Store, service: Responder, tmp_path: Path) -> None:
    stamp = record.stamp(service.address)
    other = make_authority(tmp_path / "other", "Another")
    with pytest.raises(StampError, match="do not bear out"):
        check_signature(stamp, (other / "root.pem").read_bytes())


@pytest.mark.parametrize("certificates", [b"no certificates", b""])
def test_stamp_checked_with_what_is_no_certificate_is_an_error(record: Store, service: Responder, certificates: bytes) -> None:
    with pytest.raises(StampError, match="PEM"):
        check_signature(record.stamp(service.address), certificates)


def test_stamp_checked_with_the_certificate_in_the_middle_asks_for_the_root(
    record: Store, service: Responder, authority: Path
) -> None:
    with pytest.raises(StampError, match="signs itself"):
        check_signature(record.stamp(service.address), (authority / "service.pem").read_bytes())


@pytest.mark.parametrize(("trick", "said"), [("again", "something else"), ("nonsense", "no answer"), ("refuse", "refusal")])
def test_stamp_by_a_false_service_is_not_kept(record: Store, service: Responder, trick: str, said: str) -> None:
    record.stamp(service.address)
    record.reject(record.claims()[0].id)
    head = record.head()
    service.trick = trick
    with pytest.raises(StampError, match=said):
        record.stamp(service.address)
    assert record.head() == head


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "no address", "ftp://ozerin.example/"])
def test_stamp_without_a_service_is_a_clear_error(record: Store, address: str) -> None:
    with pytest.raises(StampError, match="did not answer"):
        record.stamp(address)


def test_stamp_put_on_another_line_is_found(record: Store, service: Responder) -> None:
    stamp = record.stamp(service.address)
    with record._database.writing() as connection:
        stamps.keep(connection, "eve", record.head(), "http://ozerin.example", stamp.answer)
    with pytest.raises(StampError, match="not over line"):
        record.stamps()


def test_stamp_changed_in_one_bit_is_never_borne_out(record: Store, service: Responder, authority: Path) -> None:
    stamp = record.stamp(service.address)
    root = (authority / "root.pem").read_bytes()
    place = stamp.answer.index(bytes.fromhex(stamp.head.hash))
    for at in (place, place + 40, len(stamp.answer) - 5):
        answer = bytearray(stamp.answer)
        answer[at] ^= 1
        with pytest.raises(StampError):
            check_signature(stamps.Stamp(stamp.line, stamp.head, stamp.service, stamp.time, bytes(answer)), root)


def run(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_stamp_from_the_command_line_into_record_and_bundle(
    record: Store,
    service: Responder,
    authority: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place, root = tmp_path / "record.db", authority / "root.pem"
    assert run(monkeypatch, "head", place, "--stamp", service.address) == 0
    assert capsys.readouterr().out.strip() == str(record.head())
    assert run(monkeypatch, "verify", place, "--ca", root) == 0
    assert "its signature is right" in capsys.readouterr().out
    workspace.export_bundle(record, tmp_path / "bundle.zip")
    assert run(monkeypatch, "verify", tmp_path / "bundle.zip") == 0
    assert "its signature was not checked" in capsys.readouterr().out
    assert run(monkeypatch, "verify", tmp_path / "bundle.zip", "--ca", root, "--json") == 0
    assert [stamp["signed"] for stamp in json.loads(capsys.readouterr().out)["stamps"]] == [True]
    other = make_authority(tmp_path / "other", "Another") / "root.pem"
    assert run(monkeypatch, "verify", tmp_path / "bundle.zip", "--ca", other) == 1


def test_stamp_lies_in_a_bundle_for_openssl_and_is_read_without_onrecord(
    record: Store, service: Responder, authority: Path, tmp_path: Path
) -> None:
    stamp = record.stamp(service.address)
    workspace.export_bundle(record, tmp_path / "bundle.zip")
    with ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    (root,) = (tmp_path / "unpacked").iterdir()
    done = subprocess.run([sys.executable, "-I", "-S", "verify.py"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert f"line {stamp.head.seq} was there at {stamp.time[:10]} {stamp.time[11:19]} UTC" in done.stdout
    kept = f"data/stamps/{stamp.line}.tsr"
    openssl(root, "ts", "-verify", "-digest", stamp.head.hash, "-in", kept, "-CAfile", str(authority / "root.pem"))


def test_stamp_without_the_library_says_what_to_install(
    record: Store, service: Responder, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = record.stamp(service.address)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(StampError, match=r"onrecord\[stamps\]"):
        check_signature(stamp, (authority / "root.pem").read_bytes())
