"""`python -m tests.audit_scores [--each 60] [--seed 0] [--json FILE] [--list] [--only NAME] [--worst 8] [--data FOLDER]`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from .annotations import Page, pages
from .build import DATA
from .linking import Linking, score_linking
from .mutation import FalseFindings, MutationScore, false_findings, score_mutants
from .seed import seed_page
from .slips import score_slips
from .tricky import tricky_texts

_SEVERITIES = ("contradiction", "rounding", "suspicious", "drafting")


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    texts = [page for page in pages(options.data) if options.only in page.name]
    started = time.perf_counter()
    linking = score_linking(texts)
    strict = score_linking(texts, strict_only=True)
    clean = false_findings((page.name, page.text) for page in texts)
    tricky = false_findings(tricky_texts())
    slips = score_slips()
    mutation = score_mutants(texts, options.each, options.seed)
    seed = seed_page() if options.only in "seed" else None
    seeded = [(score_linking([seed]), score_mutants([seed], 10 * options.each, options.seed))] if seed else []
    taken = time.perf_counter() - started
    _print_linking(linking, strict)
    _print_false("annotated texts", clean)
    _print_false("tricky snippets", tricky)
    print(f"\nplanted slips found: {slips.found} of {slips.planted}")
    _print_mutation(mutation, options.worst)
    for seed_linking, seed_mutation in seeded:
        print("\nTHE REAL REPORT (its own slips left out)")
        _print_linking(seed_linking, seed_linking)
        _print_mutation(seed_mutation, 0)
        if options.list:
            _list(seed_linking, FalseFindings(), FalseFindings(), seed_mutation)
    if options.list:
        _list(linking, clean, tricky, mutation)
        for line in slips.missed:
            print("SLIP MISSED", line)
    print(f"\n{len(texts)} texts, {taken:.1f} s")
    if options.json:
        Path(options.json).write_text(
            json.dumps(_data(texts, linking, strict, clean, tricky, mutation), indent=1)
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="audit_scores", description=__doc__)
    parser.add_argument("--each", type=int, default=60, help="mutants a text")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="texts whose name holds this")
    parser.add_argument("--worst", type=int, default=8, help="how many of the worst texts to name")
    parser.add_argument(
        "--list", action="store_true", help="missed relations, unknown relations, false findings, mutants"
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="annotated texts kept elsewhere, in its `texts/`"
    )
    parser.add_argument("--json", help="write the figures here")
    return parser


def _print_linking(linking: Linking, strict: Linking) -> None:
    print("LINKING            annotated  recall  lenient  product  precision>=  F1>=")
    for name, one in (("all", linking), ("strict", strict)):
        print(
            f"  {name:15} {one.annotated:10} {one.recall:7.3f} {one.lenient_recall:8.3f} {one.product:8}"
            f" {one.precision:12.3f} {one.f1:6.3f}"
        )
    for kind, (wanted, got) in sorted(linking.by_kind.items(), key=lambda item: item[1][1] / item[1][0]):
        print(f"    {kind:18} {got:4} of {wanted:4}")


def _print_false(name: str, score: FalseFindings) -> None:
    if crashed := sorted({text for text, _, one in score.findings if one.rule == "crash"}):
        print(f"\nCRASHED on {len(crashed)}: {', '.join(crashed)}")
    counts = "  ".join(f"{severity} {score.per_page(severity):.3f}" for severity in _SEVERITIES)
    print(f"\nFALSE FINDINGS a page of 3,000 characters, {name} ({score.pages:.1f} pages): {counts}")


def _print_mutation(score: MutationScore, worst: int) -> None:
    print(
        f"\nMUTANTS {score.made['all']}: found {score.share():.3f}; beyond loose rounding {score.share('hard'):.3f}"
    )
    kinds = [kind for kind in score.made if kind not in ("all", "hard")]
    for kind in sorted(kinds, key=score.share):
        print(f"    {kind:18} {score.found[kind]:5} of {score.made[kind]:5}  {score.share(kind):.3f}")
    print("  worst texts:")
    for name, (made, found) in sorted(score.by_page.items(), key=lambda item: item[1][1] / item[1][0])[
        :worst
    ]:
        print(f"    {name:40} {found:4} of {made:4}")


def _list(linking: Linking, clean: FalseFindings, tricky: FalseFindings, mutation: MutationScore) -> None:
    for name, relation, shown in linking.missed:
        print(f"\nMISSED {name} {relation.kind}{'!' if relation.strict else ''}: {shown}")
    for name, linked, context in linking.unknown:
        print(f"\nUNKNOWN {name} {linked.rule} {linked.verdict}: {linked.arithmetic}\n   …{context}…")
    for score in (clean, tricky):
        for name, text, found in score.findings:
            print(f"\nFALSE {name} {found.severity} {found.rule}: {found.message} | {found.arithmetic}")
            for start, end in found.places:
                print(f"   …{' '.join(text[max(0, start - 70) : end + 40].split())}…")
    for mutant in mutation.missed:
        start, end = mutant.operand.start, mutant.operand.end
        around = " ".join(mutant.page.text[max(0, start - 50) : end + 30].split())
        checks = "; ".join(f"{one.kind}: {one.check}" for one in mutant.broken)
        print(
            f"\nUNSEEN {mutant.page.name} {mutant.operand.surface} -> {mutant.surface}  ({checks})\n   …{around}…"
        )


def _data(
    texts: list[Page],
    linking: Linking,
    strict: Linking,
    clean: FalseFindings,
    tricky: FalseFindings,
    mutation: MutationScore,
) -> dict[str, Any]:
    return {
        "texts": len(texts),
        "linking": {
            name: {
                "annotated": one.annotated,
                "recall": one.recall,
                "lenient_recall": one.lenient_recall,
                "product": one.product,
                "precision": one.precision,
                "f1": one.f1,
            }
            for name, one in (("all", linking), ("strict", strict))
        },
        "false_per_page": {
            name: {severity: one.per_page(severity) for severity in _SEVERITIES}
            for name, one in (("clean", clean), ("tricky", tricky))
        },
        "mutation": {
            key: {"made": mutation.made[key], "found": mutation.found[key]} for key in mutation.made
        },
    }


if __name__ == "__main__":
    sys.exit(main())
