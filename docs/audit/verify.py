#!/usr/bin/env python3
"""Check the audit trail of a Footbridge database (SQLite), without Footbridge.

Usage: verify.py DATABASE [--key master.key] [--expect ENDS]

Walks every chain of entries, holds each row against the newest digest that an entry gives for it, and has SQLite check
the file. With --key it checks the seals of the chains' ends too, by any of the file's master keys; with --expect it
holds the chains against ends kept elsewhere, as `footbridge verify --ends ENDS` wrote them. Prints a line for each
thing that is not as it was written. Exit status: 0 if all is whole, 1 if something isn't, 2 if it can't tell.

Opens the database for reading only. While another program has it open, or after one broke off, it has a write-ahead
log. That is read too, for which SQLite may make an index of it, DATABASE-shm.

Not checked, as it needs Footbridge itself: what is projected or derived from the rows, and whether the tables,
columns, indexes, triggers and views are those that Footbridge makes.
"""
import argparse
import base64
import hashlib
import hmac
import json
import re
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path

CHAINS = "change", "read"
TRAIL = {"chain", "entry", "entry_person", "entry_row"}
UNCOVERED = TRAIL | {"counter", "covering", "draft", "due_try", "finding_key", "goose_db_version", "held_by",
                     "joined_record", "lookup", "reported", "standing", "visit_day", "visited_before",
                     "visiting", "waiting"}
# Only the rows of these tables are written more than once. Those of all others are facts.
REWRITTEN = {"account", "address", "attempt", "doubt", "due", "earlier_course", "follow_up", "life", "life_event",
             "own_number", "participant", "person_key", "remembered_phone", "role_grant", "rotation", "session",
             "sign_in", "study", "support_request", "verification", "worry"}
# How SQLite stores the columns of the trail. All others of it are text.
STORED = dict.fromkeys(["seq", "n", "refused"], "integer") | dict.fromkeys(["hash", "head", "seal", "digest"], "blob")
# The columns that an entry's hash covers, in this order, and the letters of their types.
ENTRY_COLUMNS = {"organisation_id": "s", "chain": "s", "seq": "i", "at": "t", "actor": "s", "action": "s",
                 "subject_kind": "s", "subject": "s", "refused": "i"}
TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{0,5}[1-9]))?\+00:00", re.ASCII)


class CannotTell(Exception):
    """Nothing can be said about whether the database is whole."""


def hash_of(fields):
    return hashlib.sha256(b"".join(len(data).to_bytes(4, "big") + data for data in fields)).digest()


def number(value):
    return value.to_bytes(8, "big", signed=True)


def microseconds(text):
    match = TIME.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not how a time is written")
    *whole, fraction = match.groups("")
    moment = datetime(*map(int, whole), int(fraction.ljust(6, "0")))
    return (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)


def letter_and_bytes(value, is_time=False):
    if isinstance(value, bytes):
        return "b", value
    if isinstance(value, int):
        return "i", number(value)
    if isinstance(value, str) and is_time:
        return "t", number(microseconds(value))
    if isinstance(value, str):
        return "s", value.encode("utf-8", "surrogateescape")
    raise ValueError(f"{value!r} is neither text, bytes nor a whole number")


def bytes_of(value, letter):
    """A value's bytes, where its type must be known: an entry's hash doesn't cover the letters."""
    found, data = letter_and_bytes(value, letter == "t")
    if found != letter:
        raise ValueError(f"{value!r} is stored as type {found}, not as {letter}")
    return data


def open_database(path):
    path = Path(path).resolve()
    if not path.is_file():
        raise CannotTell(f"{path}: no such file")
    in_use = any(Path(f"{path}{suffix}").exists() for suffix in ("-wal", "-journal"))
    uri = path.as_uri() + ("?mode=ro" if in_use else "?mode=ro&immutable=1")
    db = sqlite3.connect(uri, uri=True, isolation_level=None)
    db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    db.execute("BEGIN")  # all is read from one snapshot, while others may write
    missing = (TRAIL | {"organisation"}) - tables(db)
    if missing:
        raise CannotTell(f"{path}: not a database of Footbridge's, without a table {min(missing)}")
    return db


def tables(db):
    return {name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def check_chains(db, newest):
    """Yield what is wrong with the chains, and put the newest digest of each row that they name into newest."""
    organisations = [organisation for organisation, in db.execute("SELECT id FROM organisation")]
    ends = db.execute("SELECT organisation_id, chain, seq, head FROM chain").fetchall()
    named = {(organisation, chain) for organisation, chain, *_ in ends}
    if not ends:
        yield "there is no chain"
    for organisation in organisations:
        for chain in CHAINS:
            if (organisation, chain) not in named:
                yield f"organisation {organisation}: it has no chain {chain}"
    for organisation, chain, *end in ends:
        if chain not in CHAINS or organisation not in organisations:
            yield f"chain {organisation} {chain}: there is no such organisation, or no such kind of chain"
        yield from check_chain(db, organisation, chain, end, newest)
    for table, owner, key in (("entry", "chain", "organisation_id, chain"),
                              ("entry_row", "entry", "organisation_id, chain, seq"),
                              ("entry_person", "entry", "organisation_id, chain, seq")):
        for orphan in db.execute(f"SELECT {key} FROM {table} EXCEPT SELECT {key} FROM {owner}"):
            yield f"{table} {' '.join(map(str, orphan))}: it belongs to nothing in {owner}"
    for table in sorted(TRAIL):  # an entry's hash doesn't tell one type from another
        for column, in db.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall():
            found = f"SELECT typeof({quoted(column)}) AS type, count(*) FROM {table} WHERE type IS NOT ? GROUP BY type"
            for stored, count in db.execute(found, (STORED.get(column, "text"),)):
                yield f"{table}: of its {column}, {count} are stored as {stored}"


def check_chain(db, organisation, chain, end, newest):
    last_seq, last_hash = 0, b""
    of_chain = "organisation_id IS ? AND chain IS ?"
    for *values, stored in db.execute(
            f"SELECT {', '.join(ENTRY_COLUMNS)}, hash FROM entry WHERE {of_chain} ORDER BY seq", (organisation, chain)):
        seq = values[2]
        where = f"chain {organisation} {chain}, entry {seq}"
        if seq != last_seq + 1:
            yield f"{where}: it follows entry {last_seq}"
        rows, people = (
            db.execute(f"SELECT n, {columns} FROM {table} WHERE {of_chain} AND seq IS ? ORDER BY n",
                       (organisation, chain, seq)).fetchall()
            for table, columns in (("entry_row", "table_name, row_key, digest"), ("entry_person", "participant_id")))
        for listed in rows, people:
            if [n for n, *_ in listed] != list(range(len(listed))):
                yield f"{where}: its rows or people are not counted from nought without gaps"
        try:
            if entry_hash(last_hash, values, rows, people) != bytes_of(stored, "b"):
                yield f"{where}: its hash is not that of what it says and of the entry before it"
        except ValueError as wrong:
            yield f"{where}: {wrong}"
        if values[-1] not in (0, 1):
            yield f"{where}: whether it was refused is neither yes nor no"
        if rows and chain != "change":
            yield f"{where}: only a chain of changes has rows"
        for _, table, row_key, digest in rows:
            owner, _ = newest.get((table, row_key), (None, None))
            if owner not in (None, organisation):
                yield f"{where}: it names {table} {row_key}, as does a chain of organisation {owner}"
            elif owner is not None and table not in REWRITTEN:
                yield f"{where}: it names {table} {row_key} again, a fact that is written once"
            newest[table, row_key] = organisation, digest
        last_seq, last_hash = seq, stored
    if end != [last_seq, last_hash]:
        yield f"chain {organisation} {chain}: its end is not its newest entry, {last_seq}"


def entry_hash(hash_before, values, rows, people):
    fields = [bytes_of(hash_before, "b"), *map(bytes_of, values, ENTRY_COLUMNS.values()), number(len(rows))]
    for _, *row in rows:
        fields += map(bytes_of, row, "ssb")
    return hash_of([*fields, number(len(people)), *(bytes_of(person, "s") for _, person in people)])


def check_rows(db, newest):
    """Yield each row that is not as its newest digest in the chains says, and each that isn't there."""
    missing = {row: None for row, (_, digest) in newest.items() if digest and row[0] not in UNCOVERED}
    for table in sorted(tables(db) - UNCOVERED):
        columns = db.execute("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
        names = [name for name, *_ in columns]
        key_columns = [i for place, i in sorted((place, i) for i, (*_, place) in enumerate(columns)) if place]
        for values in db.execute(f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)}"):
            row_key = "/".join(str(values[i]) for i in key_columns)
            missing.pop((table, row_key), None)
            _, digest = newest.get((table, row_key), (None, b""))
            try:
                if not digest:
                    yield f"{table} {row_key}: no entry wrote it, or the newest that names it deleted it"
                elif row_digest(table, columns, values) != digest:
                    yield f"{table} {row_key}: it is not as it was written"
            except ValueError as wrong:
                yield f"{table} {row_key}: {wrong}"
    for table, row_key in missing:
        yield f"{table} {row_key}: it was written, and isn't there"


def row_digest(table, columns, values):
    fields = [table.encode()]
    for (name, declared, _), value in zip(columns, values):
        if value is not None:
            letter, data = letter_and_bytes(value, declared == "TIMESTAMP")
            fields += name.encode(), letter.encode(), data
    return hash_of(fields)


def read_seal_keys(path):
    """The name of each master secret in the file, and the key of the seals that it makes, line by line."""
    try:
        with open(path, encoding="ascii") as file:
            lines = [line.split() for line in file if line.strip()]
        secrets = [base64.b64decode(line[-1], validate=True) for line in lines]
        if any(line[:-1] != ["footbridge-master-key", "1"] for line in lines) or {*map(len, secrets)} != {32}:
            raise ValueError("a line of it is something else")
    except (OSError, ValueError) as error:
        raise CannotTell(f"{path}: no master key can be read: {error}") from None
    return [(derived(secret, b"footbridge name 1")[:8], derived(secret, b"footbridge seal 1")) for secret in secrets]


def derived(secret, info):
    extracted = hmac.digest(bytes(32), secret, "sha256")  # HKDF, with no salt and for one block
    return hmac.digest(extracted, info + b"\x01", "sha256")


def check_seals(db, keys):
    wrong, ends = [], db.execute("SELECT organisation_id, chain, seq, head, seal FROM chain").fetchall()
    for *end, seal in ends:
        texts = [letter_and_bytes(value if isinstance(value, bytes) else str(value))[1] for value in end]
        sealed = b"".join(b"%d:%s" % (len(text), text) for text in texts)
        right = [name + hmac.digest(key, sealed, "sha256") for name, key in keys]
        if seal not in (*right, right[-1][8:]):  # one without a name is by the secret of the last line
            wrong.append(f"chain {end[0]} {end[1]}: its end is not sealed with one of these master keys")
    if len(wrong) == len(ends) > 0:
        raise CannotTell("no chain's end is sealed with these master keys: they are another's, or all were replaced")
    return wrong


def read_ends(path):
    try:
        with open(path, encoding="utf-8") as file:
            ends = [(end["organisation"], end["chain"], int(end["seq"]), bytes.fromhex(end["head"]))
                    for end in json.load(file)]
        if not ends:
            raise ValueError("there are none in it")
        return ends
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CannotTell(f"{path}: no ends of chains can be read: {error!r}") from None


def check_ends(db, ends):
    for organisation, chain, seq, head in ends:
        found = db.execute("SELECT CASE ? WHEN 0 THEN x'' ELSE e.hash END FROM chain c LEFT JOIN entry e"
                           " ON e.seq = ? AND e.organisation_id = c.organisation_id AND e.chain = c.chain"
                           " WHERE c.organisation_id = ? AND c.chain = ?", (seq, seq, organisation, chain)).fetchone()
        if found != (head,):
            yield f"chain {organisation} {chain}: it or its entry {seq} isn't there, or isn't the one that was"


def check(db, keys, ends):
    for sqlite_check in "integrity_check", "foreign_key_check":
        for found in db.execute(f"PRAGMA {sqlite_check}"):
            if found != ("ok",):
                yield f"{sqlite_check}: {' '.join(map(str, found))}"
    newest = {}  # by a row's table and key, the organisation whose chain names it, and its newest digest
    yield from check_chains(db, newest)
    yield from check_rows(db, newest)
    yield from check_ends(db, ends)
    if keys:
        yield from check_seals(db, keys)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("database")
    parser.add_argument("--key", help="the file with the master keys, to check the seals")
    parser.add_argument("--expect", metavar="ENDS", help="the file with ends that the chains had before")
    options = parser.parse_args()
    found = 0
    try:
        keys = read_seal_keys(options.key) if options.key else []
        ends = read_ends(options.expect) if options.expect else []
        for fault in check(open_database(options.database), keys, ends):
            print(fault.encode("unicode_escape").decode())  # one line, whatever somebody wrote into it
            found = 1
    except (CannotTell, ValueError, OverflowError, sqlite3.Error) as error:
        print(f"can't tell: {error}", file=sys.stderr)
        return found or 2
    return found


if __name__ == "__main__":
    sys.exit(main())
