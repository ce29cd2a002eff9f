#!/usr/bin/env python3
"""Audits a dataset of privacy notices with Spark: findings of each notice, and findings across notices.

    spark-submit audit.py --documents DOCUMENTS --output FOLDER --as-of DATE [--candour PROGRAM] [--partitions N]

DOCUMENTS are text files of one JSON object a line: {"id", "text" or "base64", "format"}. FOLDER, which must not be there
yet, gets three datasets of JSON lines:

    answers      what `candour check --stdin-jsonl --facts` answered, one line a document
    findings     one line a finding of one notice, with the id of its document first
    portfolio    one line a finding across notices

A table of documents becomes such lines with `df.select(to_json(struct("id", "text", "format")))`.
"""

import argparse
import json
import shlex
import sys

from pyspark.sql import SparkSession


def compact(value):
    """JSON as candour writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def findings(line):
    """The findings of an answer, one line each."""
    answer = json.loads(line)
    for notice in answer["notices"]:
        for finding in notice["findings"]:
            yield compact({"id": answer["id"], **finding})


def facts(line):
    """What an answer contributes to a portfolio, and nothing else of it."""
    return compact({"facts": json.loads(line)["facts"]})


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", required=True, help="a file, a folder or a pattern, wherever Spark can read")
    options.add_argument("--output", required=True, help="a folder that is not there yet")
    options.add_argument("--as-of", required=True, help="day whose law holds; the same for all partitions")
    options.add_argument("--candour", default="candour", help="the program; it must be on every executor")
    options.add_argument("--partitions", type=int, default=8, help="at least so many parts")
    args = options.parse_args()

    spark = SparkSession.builder.appName("candour").getOrCreate()
    context = spark.sparkContext
    program = shlex.quote(args.candour)
    # Spark runs one task for each core, so each process has one worker. Findings are no failure of a task.
    check = f"{program} check --stdin-jsonl --facts --jobs 1 --fail-on never --as-of {args.as_of}"
    join = f"{program} portfolio - --format jsonl --quiet --fail-on never --as-of {args.as_of}"

    documents = context.textFile(args.documents, args.partitions)
    # A document that cannot be read makes the exit code 2, and is no failure of the others: its answer says why. So it
    # is not the code that tells whether all went well, but that there are as many answers as documents.
    documents.pipe(check).saveAsTextFile(f"{args.output}/answers")
    answers = context.textFile(f"{args.output}/answers")
    sent, answered = documents.count(), answers.count()
    if sent != answered:
        sys.exit(f"audit.py: {sent} documents have {answered} answers; see the logs of the executors")

    answers.flatMap(findings).saveAsTextFile(f"{args.output}/findings")

    # The facts of all partitions come together in one process, for any two notices may be of one controller.
    across = answers.map(facts).repartition(1).pipe(join, checkCode=True)
    across = across.filter(lambda line: line.startswith('{"portfolio":'))
    across.flatMap(lambda line: map(compact, json.loads(line)["portfolio"])).saveAsTextFile(f"{args.output}/portfolio")

    failed = answers.map(json.loads).filter(lambda answer: answer["error"] is not None).count()
    print(compact({"documents": sent, "failed": failed}))
    spark.stop()


if __name__ == "__main__":
    main()
