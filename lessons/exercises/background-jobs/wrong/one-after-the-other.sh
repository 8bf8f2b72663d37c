# Wrong: one after the other.
echo "part 1" &
wait
echo "part 2" &
wait
echo "report"
