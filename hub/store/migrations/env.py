"""Runs migrations on the connection that `hub.store.upgrade` opened, inside its transaction."""

from __future__ import annotations

from typing import Any

from alembic import context

from hub.store.tables import METADATA

OF_ONE_ENGINE = "learning_words"  # searched by each engine in its own way, and no table of the hub's own kind


def _is_compared(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or not (name or "").startswith(OF_ONE_ENGINE)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    include_name=_is_compared,
)
with context.begin_transaction():
    context.run_migrations()
