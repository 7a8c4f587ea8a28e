"""A day from which a department's periods have a deadline; without one, as before, they all have."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("departments") as departments:
        departments.add_column(sa.Column("deadlines_from", sa.Date(), nullable=True))
