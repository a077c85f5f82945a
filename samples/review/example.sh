#!/bin/sh
# 一次案卷评查:固定名单,抽取,预评,认定,反馈。 A case review: list, draw, score, settle, feedback.
# 用法 usage: example.sh JUECE FOLDER     FOLDER 不得已有其中的文件 must not hold the files yet
set -eu
juece=$1
folder=$2
records=$(cd "$(dirname "$0")/../records" && pwd)
mkdir -p "$folder"
given() {
  for name in wenzhou_qingwen_expressway_2022 minhang_jindu_road_2024 putuo_participation_rule_2019 xining_water_hearing_2017; do
    echo "--record $records/$name.json"
  done
}
# shellcheck disable=SC2046
"$juece" review list $(given) --size 2 --own-unit 云川市司法局 --seed-source "2026年4月1日福彩3D开奖号码" --actor 郑评查 \
  --at 2026-03-30T09:00:00+08:00 --output "$folder/list.json"
"$juece" review draw "$folder/list.json" --seed 482 --actor 郑评查 --at 2026-04-01T21:30:00+08:00 --output "$folder/draw.json"
# shellcheck disable=SC2046
"$juece" review score $(given) --draw "$folder/draw.json" --to "$folder/sheets" > "$folder/scores.txt"
for sheet in "$folder"/sheets/*.sheet.json; do
  "$juece" review override "$sheet" archive --points 4 --reason "到场查看,纸质案卷有归档清单" --actor 郑评查 --unit 云川市司法局 \
    --at 2026-04-02T10:00:00+08:00
done
"$juece" review feedback "$folder"/sheets/*.sheet.json --format html > "$folder/feedback.html"
"$juece" review verify "$folder/list.json" "$folder/draw.json" "$folder"/sheets/*.sheet.json
