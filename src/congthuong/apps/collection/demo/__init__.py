"""A lived-in province to try the system with: three years of returns that add up to the example's published figures.

Everything is worked out from the published figures and a seed, the same rows each time; nothing here is an enterprise's
own data, and every name, batch and source says so («dữ liệu mẫu»).

    units, seasons, draws, splitting   who reports, in which shape, by chance that repeats
    published, figures, halves, plans  the true figures of every return
    slips, stories                     what happened to each return: late, wrong, sent back, estimated, revised
    replaying, ledger_rows, loader     stories as rows: the same as the services leave behind (tests compare)
"""
