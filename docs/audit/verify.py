#!/usr/bin/env python3
"""Checks the trail of a Footbridge database on SQLite. It changes nothing.

    verify.py DATABASE [--key master.key] [--expect ENDS]

It follows docs/audit.md and shares nothing with Footbridge's own verifier, so
that whoever doubts Footbridge need not trust it. It needs nothing but Python.
It says what is not as it was written, a line each, and ends with 0 when all is
whole, with 1 when it isn't, and with 2 when it can't tell.
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

UNCOVERED = {
    "chain", "entry", "entry_row", "entry_person", "goose_db_version",
    "covering", "draft", "due_try", "held_by", "joined_record", "lookup", "standing",
    "visited_before", "visiting", "waiting",
}
REWRITTEN = {
    "account", "address", "attempt", "doubt", "due", "earlier_course", "follow_up", "life", "life_event", "own_number",
    "participant", "remembered_phone", "role_grant", "session", "sign_in", "study", "support_request", "verification", "worry",
}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d{0,5}[1-9]))?\+00:00")


class Misspelled(ValueError):
    """A value that Footbridge doesn't store so."""


def micros(text):
    """The microseconds since 1970 of a time as SQLite holds it."""
    spelled = TIME.fullmatch(text) if isinstance(text, str) else None
    if not spelled:
        raise Misspelled("a time")
    try:
        second = datetime.strptime(spelled[1] + " +0000", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        raise Misspelled("a time") from None
    return (second - EPOCH) // timedelta(microseconds=1) + int((spelled[2] or "").ljust(6, "0"))


def raw(value):
    """The bytes of a value."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, int):
        return value.to_bytes(8, "big", signed=True)
    if isinstance(value, bytes):
        return value
    raise Misspelled("a value")


def digest(values):
    """SHA-256 over values, each with its length before it."""
    spelled = [raw(value) for value in values]
    return hashlib.sha256(b"".join(len(b).to_bytes(4, "big") + b for b in spelled)).digest()


def row_digest(table, columns, row):
    """The digest of a row, whose columns are names with whether they hold times."""
    fields = [table]
    for (name, is_time), value in zip(columns, row):
        if value is None:
            continue
        if is_time:
            fields += [name, "t", micros(value)]
        else:
            letter = {str: "s", bytes: "b", int: "i"}.get(type(value))
            if not letter:
                raise Misspelled("a value")
            fields += [name, letter, value]
    return digest(fields)


def seal_key(path):
    """The key that seals the chains' ends, from the file of the master secret."""
    found = re.fullmatch(r"footbridge-master-key 1 (\S+)\s*", pathlib.Path(path).read_text())
    secret = base64.b64decode(found[1], validate=True) if found else b""
    if len(secret) != 32:
        raise ValueError("this is not the file of a master secret")
    drawn = hmac.digest(bytes(32), secret, "sha256")  # no salt is as many noughts as a hash is long
    return hmac.digest(drawn, b"footbridge seal 1\x01", "sha256")


def seal(key, parts):
    """The seal of a chain's end."""
    spelled = [raw(part) for part in parts]
    return hmac.digest(key, b"".join(b"%d:%s" % (len(b), b) for b in spelled), "sha256")


class Verifier:
    def __init__(self, database, key, expected):
        self.database, self.key, self.expected = database, key, expected
        self.faults, self.entries, self.rows = [], 0, 0
        self.newest = {}  # the digest of each row, by table and key

    def fault(self, what):
        self.faults.append(what)

    def run(self):
        ends = {}
        chains = self.database.execute(
            "SELECT organisation_id, chain, seq, head, seal FROM chain ORDER BY 1, 2").fetchall()
        if not chains:
            self.fault("there is no chain")
        for chain in chains:
            ends[chain[:2]] = self.walk(*chain)
        self.strays(ends)
        for end in self.expected:
            self.reaches(end, ends)
        tables = self.database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        for table, in tables:
            if table not in UNCOVERED and not table.startswith("sqlite_"):
                self.hold(table)
        for (table, key), digest_then in sorted(self.newest.items()):
            if digest_then:
                self.fault(f"{table} {key} is missing")

    def walk(self, organisation, chain, seq, head, sealed):
        """Walks a chain, and gives back the hash of each entry."""
        name = f"the {chain} chain of organisation {organisation}"
        covered = self.parts("entry_row", "table_name, row_key, digest", organisation, chain)
        shown = self.parts("entry_person", "participant_id", organisation, chain)
        hashes, before, last = {0: b""}, b"", 0
        for entry in self.database.execute(
                "SELECT seq, at, actor, action, subject_kind, subject, refused, hash FROM entry"
                " WHERE organisation_id = ? AND chain = ? ORDER BY seq", (organisation, chain)):
            number, at, *said, written = entry
            if number != last + 1:
                self.fault(f"{name}: entry {number} follows entry {last}")
            rows, people = covered.pop(number, []), shown.pop(number, [])
            for part, list_ in (("rows", rows), ("people", people)):
                if [n for n, *_ in list_] != list(range(len(list_))):
                    self.fault(f"{name}: the {part} of entry {number} are not numbered as they were")
            try:
                fields = [before, organisation, chain, number, micros(at), *said, len(rows)]
                for _, *row in rows:
                    fields += row
                fields.append(len(people))
                fields += [person for _, person in people]
                found = digest(fields)
            except Misspelled as what:
                self.fault(f"{name}: {what} of entry {number} is not spelled as it was written")
                found = written
            if found != written:
                self.fault(f"{name}: entry {number} is not as it was written")
            for _, table, key, of in rows:
                if (table, key) in self.newest and table not in REWRITTEN:
                    self.fault(f"{table} {key} was written a second time, by entry {number} of {name}")
                self.newest[table, key] = of
            before, last = written, number
            hashes[number] = written
            self.entries += 1
        for number in sorted(covered.keys() | shown.keys()):
            self.fault(f"{name}: there are rows or people of no entry, number {number}")
        if (last, before) != (seq, head):
            self.fault(f"{name}: its end is not where the chain's row has it")
        if self.key and seal(self.key, [organisation, chain, str(seq), head]) != sealed:
            self.fault(f"{name}: its end is not sealed")
        return hashes

    def parts(self, table, columns, organisation, chain):
        """What belongs to the entries of a chain, by their number."""
        found = {}
        for seq, *part in self.database.execute(
                f"SELECT seq, n, {columns} FROM {table} WHERE organisation_id = ? AND chain = ? ORDER BY seq, n",
                (organisation, chain)):
            found.setdefault(seq, []).append(part)
        return found

    def strays(self, ends):
        """Finds what belongs to no chain, and organisations that lack one."""
        for table in ("entry", "entry_row", "entry_person"):
            for chain in self.database.execute(f"SELECT DISTINCT organisation_id, chain FROM {table}"):
                if chain not in ends:
                    self.fault(f"{table} has rows of no chain")
        for organisation, in self.database.execute("SELECT id FROM organisation"):
            for chain in ("change", "read"):
                if (organisation, chain) not in ends:
                    self.fault(f"organisation {organisation} has no {chain} chain")

    def reaches(self, end, ends):
        """Holds a chain against an end that was kept."""
        name = f"the {end['chain']} chain of organisation {end['organisation']}"
        hashes = ends.get((end["organisation"], end["chain"]))
        if hashes is None:
            self.fault(f"{name}, which had {end['seq']} entries, is gone")
        elif hashes.get(end["seq"]) != bytes.fromhex(end["head"]):
            self.fault(f"{name} is not the one that had {end['seq']} entries")

    def hold(self, table):
        """Holds each row of a table against its newest digest."""
        info = self.database.execute(f'PRAGMA table_info("{table}")').fetchall()
        columns = [(name, kind.upper() == "TIMESTAMP") for _, name, kind, *_ in info]
        key_at = [cid for cid, *_, place in sorted(info, key=lambda column: column[-1]) if place]
        for row in self.database.execute(f'SELECT * FROM "{table}"'):
            self.rows += 1
            key = "/".join(str(row[i]) for i in key_at)
            written = self.newest.pop((table, key), b"")
            try:
                if not written:
                    self.fault(f"{table} {key} was not written by Footbridge")
                elif row_digest(table, columns, row) != written:
                    self.fault(f"{table} {key} is not as it was written")
            except Misspelled as what:
                self.fault(f"{table} {key}: {what} is not spelled as it was written")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("database", metavar="DATABASE")
    options.add_argument("--key", help="the file of the master secret, to check the seals of the chains' ends")
    options.add_argument("--expect", help="a file that `footbridge verify --ends` has written")
    given = options.parse_args()
    database = sqlite3.connect(pathlib.Path(given.database).resolve().as_uri() + "?mode=ro", uri=True)
    database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    database.execute("BEGIN")  # all of it is read as it was at one moment
    verifier = Verifier(database, given.key and seal_key(given.key),
                        json.loads(pathlib.Path(given.expect).read_text()) if given.expect else [])
    verifier.run()
    for fault in verifier.faults:
        print(fault)
    if verifier.faults:
        print(f"{len(verifier.faults)} faults")
        return 1
    print(f"whole: {verifier.entries} entries, {verifier.rows} rows")
    if not given.key and not given.expect:
        print("Whether the end of a chain was cut off, only --key or --expect can tell.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
        print(f"this could not be verified: {error}", file=sys.stderr)
        sys.exit(2)
