# Wrong: waits for the last job twice.
echo "part 1" &
echo "part 2" &
wait $!
wait $!
echo "report"
