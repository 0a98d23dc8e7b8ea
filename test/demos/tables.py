"""Reads exported tables as their users do.

tables.py READER FOLDER: prints what it finds, as JSON. READER is pandas, duckdb or polars.
"""

import json
import sys

reader, folder = sys.argv[1:]
steps, episodes = f"{folder}/steps.parquet", f"{folder}/episodes.parquet"

if reader == "pandas":
    import pandas

    table = pandas.read_parquet(steps)
    moved = table[table["step"] > 0]
    returns = moved.groupby("episode")["reward"].sum().tolist()
    ended = table.groupby("episode")["terminated"].any().tolist()
    starts = int(table["reward"].isna().sum())
    joined = table.merge(pandas.read_parquet(episodes), on="episode", suffixes=("", "_of_episode"))
    lengths = joined.groupby("episode")["steps"].first().tolist()
    columns = list(table.columns)
    highest = float(table["feature.offset"].max())
elif reader == "duckdb":
    import duckdb

    returns = [
        row[0]
        for row in duckdb.sql(
            f"select sum(reward) from '{steps}' where step > 0 group by episode order by episode"
        ).fetchall()
    ]
    ended = [
        row[0]
        for row in duckdb.sql(f"select bool_or(terminated) from '{steps}' group by episode order by episode").fetchall()
    ]
    starts = duckdb.sql(f"select count(*) from '{steps}' where reward is null").fetchall()[0][0]
    lengths = [row[0] for row in duckdb.sql(f"select steps from '{episodes}' order by episode").fetchall()]
    columns = [row[0] for row in duckdb.sql(f"describe select * from '{steps}'").fetchall()]
    highest = duckdb.sql(f"""select max("feature.offset") from '{steps}'""").fetchall()[0][0]
else:
    import polars

    table = polars.read_parquet(steps)
    by = table.group_by("episode", maintain_order=True)
    returns = by.agg(polars.col("reward").sum())["reward"].to_list()
    ended = by.agg(polars.col("terminated").any())["terminated"].to_list()
    starts = table["reward"].null_count()
    lengths = polars.read_parquet(episodes)["steps"].to_list()
    columns = table.columns
    highest = table["feature.offset"].max()

print(
    json.dumps(
        {
            "columns": columns,
            "returns": returns,
            "ended": ended,
            "starts": starts,
            "lengths": lengths,
            "highest": highest,
        }
    )
)
