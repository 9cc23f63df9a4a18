"""Symbols become ids, and ids become rows of a table of learned vectors."""

from __future__ import annotations

import numpy as np

from kokoro_lab.clocks import TOKEN
from kokoro_lab.exhibit import Column, Exhibit, Formula, Table, Term
from kokoro_lab.kokoro.exhibits.view import PAD, View, labels
from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS, vocabulary
from kokoro_lab.picture import bars, cosines, number

NEAREST = 6


def ids(view: View) -> tuple[Exhibit, ...]:
    """Every symbol beside its id, and the row that the chosen id stands for."""
    token = view.focus.token
    chosen = int(view.trace["ids"][token])
    table = view.network.plbert.symbol.weight.detach().cpu().numpy()
    label = view.label(token)
    return (
        _tokens(view),
        Formula(
            "What the network reads",
            (
                (
                    f"symbol {label} → id ",
                    Term(str(chosen), f"token{token}"),
                    f" → row {chosen} of a table of {table.shape[0]} rows with {table.shape[1]} numbers",
                ),
                (
                    "input = ",
                    Term(f"symbol[{chosen}]", f"token{token}"),
                    f" + position[{token}] + type[0]: {table.shape[1]} numbers, "
                    f"normed and widened to {view.network.plbert.widen.out_features}",
                ),
                (f"{len(view.trace['symbols'])} symbols + 2 pads = {len(view.labels)} tokens",),
            ),
            f"At most {MAX_SYMBOLS} symbols and the two pads fit: the network has learned "
            f"{view.network.plbert.position.num_embeddings} positions.",
        ),
        bars(
            f"The row of {label}",
            table[chosen],
            clock=TOKEN.name,
            note="What PLBERT has learned about the symbol; a pad is all zeros.",
        ),
        *([_neighbours(table, chosen, label)] if table[chosen].any() else []),
    )


def _tokens(view: View) -> Table:
    rows = tuple(
        (i, Term(label, f"token{i}"), Term(str(int(number)), f"token{i}"), _sort(label))
        for i, (label, number) in enumerate(zip(labels(view.trace), view.trace["ids"], strict=True))
    )
    columns = (
        Column("token", "", "right"),
        Column("symbol"),
        Column("id", "", "right"),
        Column("what it is"),
    )
    actions = tuple({"focus": {"token": i}} for i in range(len(rows)))
    return Table("Symbols and ids", columns, rows, actions)


def _sort(label: str) -> str:
    """What sort of symbol it is, in a word or two."""
    if label == PAD:
        return "silence at an edge"
    return {"␣": "space", "ˈ": "primary stress", "ˌ": "secondary stress", "ː": "length mark"}.get(label, "")


def _neighbours(table: np.ndarray, chosen: int, label: str) -> Table:
    """The symbols whose rows point into nearly the same direction."""
    known = {number: symbol for symbol, number in vocabulary().items() if number != chosen}
    numbers = np.array(list(known))
    cosine = cosines(table[numbers], table[chosen])
    order = np.argsort(-cosine)[:NEAREST]
    found = tuple((known[int(numbers[i])], int(numbers[i]), number(float(cosine[i]))) for i in order)
    columns = (Column("symbol"), Column("id", "", "right"), Column("cosine", "", "right"))
    return Table(
        f"Rows most like that of {label}",
        columns,
        found,
        note="Cosine of the angle between two rows: 1 is the same direction, 0 is unrelated.",
    )
