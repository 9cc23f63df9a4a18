"""What PLBERT looks at: its attention, pass by pass and head by head, computed again from its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from kokoro_lab.clocks import TOKEN
from kokoro_lab.exhibit import Column, Exhibit, Formula, Part, Picker, Table, Term
from kokoro_lab.kokoro.exhibits.channels import matrix
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import MAX_ROWS, bars, heat, number

if TYPE_CHECKING:
    from kokoro_lab.kokoro.net.plbert import PLBERT

LISTED = 6  # tokens that a token looks at most
WRITTEN = 8  # products of a dot product that are written out


def hidden(view: View) -> tuple[Exhibit, ...]:
    """The attention of one pass and head, the chosen token's part of it, and the hidden states."""
    layer, head, token = view.focus.layer, view.focus.head, view.focus.token
    seen = attention(view.network.plbert, view.trace["ids"], layer)
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
            clock=TOKEN.name,
            note=f"Row {token} of the picture: shares, which sum to {number(float(weights[token].sum()))}.",
        ),
        Formula("One share", _arithmetic(view, seen, head)),
        _most(view, weights[token]),
        *matrix(view, "hidden", "Hidden states after the last pass"),
    )


class Attention:
    """The attention of one pass.

    Attributes:
        query: float32 [heads, T, d].
        key: float32 [heads, T, d].
        weights: float32 [heads, T, T]; row i says what token i looks at, and sums to 1.
    """

    def __init__(self, query: Tensor, key: Tensor) -> None:
        scores = query @ key.mT / query.shape[-1] ** 0.5
        self.query = query.cpu().numpy()
        self.key = key.cpu().numpy()
        self.weights = scores.softmax(dim=-1).cpu().numpy()


def attention(plbert: PLBERT, ids: np.ndarray, layer: int) -> Attention:
    """The attention of a pass: softmax(QKᵀ/√d) for each head.

    PLBERT's own fused attention keeps no weights, so its parts are called one by one. No hook is set:
    another thread may be speaking with the same network.

    Args:
        plbert: Of the network.
        ids: [T], pads included.
        layer: Pass, from 0.
    """
    with torch.inference_mode():
        x = entering(plbert, ids, layer)
        part = plbert.layer.attention
        tokens, width = x.shape[1:]

        def split(y: Tensor) -> Tensor:  # [1, T, width] → [heads, T, d]
            return y.view(tokens, part.heads, width // part.heads).transpose(0, 1)

        return Attention(split(part.query(x)), split(part.key(x)))


def entering(plbert: PLBERT, ids: np.ndarray, layer: int) -> Tensor:
    """The hidden states [1, T, 768] that enter a pass, counted from 0; those after the last one for 12."""
    with torch.inference_mode():
        device = plbert.symbol.weight.device
        tokens = torch.tensor(ids, device=device).unsqueeze(0)
        place = torch.arange(len(ids), device=device)
        x: Tensor = plbert.symbol(tokens) + plbert.position(place) + plbert.token_type.weight[0]
        x = plbert.widen(plbert.norm(x))
        for _ in range(layer):
            x = plbert.layer(x)
        return x


def _picker(title: str, name: str, value: int, count: int, note: str) -> Picker:
    return Picker(
        title,
        name,
        values=tuple(range(count)),
        labels=tuple(f"{i + 1} of {count}" for i in range(count)),
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
        f"Attention, pass {view.focus.layer + 1}, head {view.focus.head + 1}",
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
    written = " + ".join(f"({number(float(product), 2)})" for product in products[:WRITTEN])
    label = Term(view.label(at), f"token{at}")
    return (
        (
            f"{view.label(token)} asks with a query of {width} numbers, ",
            label,
            f" answers with a key of {width}",
        ),
        (f"query · key = {written} + … = {number(float(products.sum()), 2)}",),
        (
            f"÷ √{width}: {number(float(products.sum()), 2)} ÷ {width**0.5:g} = ",
            Term(number(float(scores[at]), 3), f"token{at}"),
        ),
        (
            f"softmax: e^({number(float(scores[at]), 3)}) ÷ the sum of all {len(weights)} = "
            f"{number(float(raised[at]), 3)} ÷ {number(float(raised.sum()), 3)} = ",
            Term(number(float(weights[at]), 3), f"token{at}"),
            " (both divided by the largest)",
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
