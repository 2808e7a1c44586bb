"""Accounts: who is let in, what is kept of them, and what the journal says."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from onrecord.errors import MissingError, QueryError
from onrecord.store import Store, tables
from onrecord.testing import make_statement

PASSWORD = "rain over four harbours"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        store.add_user("Vio", "reviewer", PASSWORD)
        yield store
        assert store.verify().fault is None


def _everything(store: Store) -> str:
    with store._database.reading() as connection:
        return str([connection.execute(select(table)).all() for table in tables.metadata.sorted_tables])


def test_password_signs_in_under_any_case_of_the_name(store: Store) -> None:
    found = store.sign_in("  vIO ", PASSWORD)
    assert found is not None
    assert (found.name, found.role) == ("Vio", "reviewer")


@pytest.mark.parametrize(
    ("name", "password"), [("Vio", "another password"), ("Nobody", PASSWORD), ("Vio", ""), ("", ""), ("Vio", "x" * 5000)]
)
def test_wrong_password_or_name_signs_nobody_in(store: Store, name: str, password: str) -> None:
    assert store.sign_in(name, password) is None


def test_no_password_session_or_token_is_kept_as_it_is(store: Store) -> None:
    user = store.users()[0]
    secrets = [PASSWORD, store.open_session(user), store.add_token("Vio", "nightly")]
    kept = _everything(store)
    assert not any(secret in kept for secret in secrets)
    assert "$argon2id$" in kept


def test_journal_says_who_was_given_which_role_and_no_secret(store: Store) -> None:
    store.set_role("vio", "editor")
    store.set_password("Vio", "another long password")
    token = store.add_token("Vio", "nightly")
    store.remove_token("Vio", "nightly")
    store.remove_user("Vio")
    lines = [line for line in store.journal() if line.act.endswith((" user", " token"))]
    assert [line.act for line in lines] == ["add user", "change user", "change user", "add token", "remove token", "remove user"]
    assert (lines[1].before, lines[1].after) == ({"user": "Vio", "role": "reviewer"}, {"user": "Vio", "role": "editor"})
    told = "".join(line.text for line in lines)
    assert not any(word in told for word in (PASSWORD, "another long", "argon2", token))


def test_bundle_and_contents_hold_nothing_of_accounts(store: Store) -> None:
    with store.contents() as found:
        told = str(list(found.documents())) + str(list(found.journal()))
    assert "argon2" not in told


def test_session_is_somebodys_until_it_is_closed(store: Store) -> None:
    secret = store.open_session(store.users()[0])
    found = store.session(secret)
    assert found is not None
    assert found.name == "Vio"
    store.close_session(secret)
    assert store.session(secret) is None


def test_removed_person_is_let_in_by_nothing(store: Store) -> None:
    session, token = store.open_session(store.users()[0]), store.add_token("Vio", "nightly")
    store.remove_user("Vio")
    assert (store.session(session), store.token(token), store.sign_in("Vio", PASSWORD)) == (None, None, None)
    assert not store.has_users()


def test_removed_person_stays_listed_and_may_come_back(store: Store) -> None:
    store.remove_user("Vio")
    assert store.users()[0].disabled
    store.add_user("Vio", "reader", PASSWORD)
    assert [(user.name, user.role, user.disabled) for user in store.users()] == [("Vio", "reader", None)]


def test_token_acts_for_its_owner_and_tells_when_it_was_used(store: Store) -> None:
    token = store.add_token("Vio", "nightly")
    found = store.token(token)
    assert found is not None
    assert (found.name, store.tokens()[0].owner) == ("Vio", "Vio")
    assert store.tokens()[0].used
    assert store.token("onrecord_nonsense") is None


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.add_user("vio", "reader", PASSWORD),
        lambda store: store.add_user("Bo", "owner", PASSWORD),
        lambda store: store.add_user("Bo", "reader", "short"),
        lambda store: store.add_user("Bo Long Name", "reader", "bo long name"),
        lambda store: store.add_user("", "reader", PASSWORD),
        lambda store: store.add_user("a\nb\x00", "reader", PASSWORD),
        lambda store: store.add_user("<b>", "reader", PASSWORD),
        lambda store: store.add_token("Vio", " "),
    ],
)
def test_account_that_cannot_be_so_is_refused(store: Store, act: Callable[[Store], object]) -> None:
    before = store.head()
    with pytest.raises(QueryError):
        act(store)
    assert store.head() == before


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.set_role("Nobody", "reader"),
        lambda store: store.set_password("Nobody", PASSWORD),
        lambda store: store.remove_user("Nobody"),
        lambda store: store.add_token("Nobody", "x"),
        lambda store: store.remove_token("Vio", "none"),
    ],
)
def test_nobody_of_a_name_is_told(store: Store, act: Callable[[Store], object]) -> None:
    with pytest.raises(MissingError):
        act(store)
