# Sourced: check NAME COMMAND… runs one check, shows what it printed when it
# failed and counts; report STEP writes the counts down and tells the result.

passed=0
failed=0

check() {
  local name=$1 start=$SECONDS output
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    printf 'ok    %-28s %3d s\n' "$name" $((SECONDS - start))
  else
    failed=$((failed + 1))
    printf 'FAIL  %-28s %3d s\n%s\n' "$name" $((SECONDS - start)) "$output"
  fi
}

report() {
  mkdir -p build/results
  echo "$passed $failed 0" >"build/results/$1"
  [ "$failed" = 0 ]
}
