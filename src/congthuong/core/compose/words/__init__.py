"""The words an officer writes in a template (docs/huong-dan/mau-bao-cao.md), one function a word.

Words before a print change the question; words that print give figures with their origin. The wording
follows the data. Nothing here rounds: a figure is rounded once, where it prints.
"""

from congthuong.core.compose.words import asking, citing, comparing, counting, gathering, printing
from congthuong.core.compose.words.vocabulary import WORDS

__all__ = ["WORDS", "asking", "citing", "comparing", "counting", "gathering", "printing"]
