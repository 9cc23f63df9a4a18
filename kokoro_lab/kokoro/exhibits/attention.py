"""What PLBERT looks at: its attention, pass by pass and head by head, caught while it reads again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from kokoro_lab.clocks import TOKEN
from kokoro_lab.exhibit import Column, Exhibit, Formula, Part, Picker, Table, Term
from kokoro_lab.hooks import Arguments, after
from kokoro_lab.kokoro.exhibits.channels import matrix
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import MAX_ROWS, bars, heat, number, summed
from kokoro_lab.rule import Intervention

if TYPE_CHECKING:
    from kokoro_lab.kokoro.net.plbert import PLBERT

LISTED = 6  # tokens that a token looks at most
WRITTEN = 8  # products of a dot product that are written out


def hidden(view: View) -> tuple[Exhibit, ...]:
    """The attention of one pass and head, the chosen token's part of it, and the hidden states."""
    layer, head, token = view.focus.layer, view.focus.head, view.focus.token
    inside = [edit for edit in view.within if edit.step == "hidden"]
    seen = attention(view.network.plbert, view.trace["ids"], layer, inside)
    passes, heads = view.network.config.bert_passes, view.network.config.bert_heads
    weights = seen.weights[head]
    return (
        _picker("Pass", "layer", layer, passes, "The same layer is passed twelve times; its input changes."),
        _picker("Head", "head", head, heads, "Each head looks for something else."),
        _map(view, weights),
        bars(
            f"What {view.label(token)} looks at",
            weights[token],
            labels=view.labels,
            terms=[f"token{i}" for i in range(len(weights))],
            low=0,
            chosen=token,
            clock=TOKEN.name,
            note=f"Row {token} of the picture: shares, which sum to {number(float(weights[token].sum()))}.",
        ),
        Formula("One share", _arithmetic(view, seen, head)),
        _most(view, weights[token]),
        *matrix(view, "hidden", "Hidden states after the last pass"),
    )


@dataclass(frozen=True, eq=False)
class Attention:
    """The attention of one pass.

    Attributes:
        query: float32 [heads, T, d].
        key: float32 [heads, T, d].
        weights: float32 [heads, T, T]; row i says what token i looks at, and sums to 1.
    """

    query: np.ndarray
    key: np.ndarray
    weights: np.ndarray


def attention(plbert: PLBERT, ids: np.ndarray, layer: int, within: Sequence[Intervention] = ()) -> Attention:
    """The attention of a pass: softmax(QKᵀ/√d) for each head.

    PLBERT's own fused attention keeps no weights. So its queries and keys are caught on their way, while it
    reads the tokens again with the trace's edits inside it.

    Args:
        plbert: Of the network.
        ids: [T], pads included.
        layer: Pass, from 0.
        within: The edits inside PLBERT.
    """
    part = plbert.layer.attention
    caught: list[Tensor] = []

    def keep(call: int, _: Arguments, output: Tensor) -> None:
        if call == layer:
            caught.append(output)

    with ExitStack() as stack:
        stack.enter_context(torch.inference_mode())
        for edit in within:
            stack.enter_context(edit.act())
        for projection in (part.query, part.key):
            stack.enter_context(after(projection, keep))
        plbert(torch.tensor(ids, device=plbert.symbol.weight.device).unsqueeze(0))
        query, key = (y.view(len(ids), part.heads, -1).transpose(0, 1) for y in caught)
        weights = (query @ key.mT / query.shape[-1] ** 0.5).softmax(dim=-1)
    return Attention(query.cpu().numpy(), key.cpu().numpy(), weights.cpu().numpy())


def _picker(title: str, name: str, value: int, count: int, note: str) -> Picker:
    return Picker(
        title,
        name,
        values=tuple(range(count)),
        labels=tuple(f"{i} ({i + 1} of {count})" for i in range(count)),  # from 0, as edits count them
        value=value,
        label=title,
        note=note,
    )


def _map(view: View, weights: np.ndarray) -> Exhibit:
    """Who looks at whom; of a long utterance, the tokens around the chosen one."""
    token, tokens = view.focus.token, len(weights)
    first = min(max(0, token - MAX_ROWS // 2), max(0, tokens - MAX_ROWS))
    part = weights[first : first + MAX_ROWS]
    shown = "" if len(part) == tokens else f" Shown are tokens {first} to {first + len(part) - 1}."
    return heat(
        f"Attention, pass {view.focus.layer}, head {view.focus.head}",
        part,
        ("looks", "is looked at"),
        low=0,
        row_labels=view.labels[first : first + MAX_ROWS],
        column_labels=view.labels,
        clock=TOKEN.name,
        chosen=(token - first, -1),
        note=f"Each row is one token's attention and sums to 1.{shown}",
    )


def _arithmetic(view: View, seen: Attention, head: int) -> tuple[tuple[Part, ...], ...]:
    """How the chosen token's strongest share comes about."""
    token = view.focus.token
    weights = seen.weights[head, token]
    at = int(weights.argmax())
    query, key = seen.query[head, token], seen.key[head]
    width = len(query)
    scores = key @ query / width**0.5
    raised = np.exp(scores - scores.max())
    products = query * key[at]
    written = summed([float(product) for product in products[:WRITTEN]], [None] * WRITTEN, 2)
    best = number(float(scores.max()), 3)
    label = Term(view.label(at), f"token{at}")
    return (
        (
            f"{view.label(token)} asks with a query of {width} numbers, ",
            label,
            f" answers with a key of {width}",
        ),
        ("query · key = ", *written, f" + … = {number(float(products.sum()), 2)}"),
        (
            f"÷ √{width}: {number(float(products.sum()), 2)} ÷ {width**0.5:g} = ",
            Term(number(float(scores[at]), 3), f"token{at}"),
        ),
        (
            f"softmax: e^({number(float(scores[at]), 3)} − {best}) ÷ the sum of all {len(weights)} such = "
            f"{number(float(raised[at]), 3)} ÷ {number(float(raised.sum()), 3)} = ",
            Term(number(float(weights[at]), 3), f"token{at}"),
        ),
    )


def _most(view: View, weights: np.ndarray) -> Table:
    rows, actions = [], []
    for at in np.argsort(-weights)[:LISTED]:
        word = view.word(int(at))
        share = Term(number(100 * float(weights[at]), 1), f"token{at}")
        rows.append((int(at), Term(view.label(int(at)), f"token{at}"), word.text if word else "", share))
        actions.append({"focus": {"token": int(at)}})
    columns = (
        Column("token", "", "right"),
        Column("symbol"),
        Column("word"),
        Column("share", "%", "right"),
    )
    return Table(f"{view.label(view.focus.token)} looks most at", columns, tuple(rows), tuple(actions))
