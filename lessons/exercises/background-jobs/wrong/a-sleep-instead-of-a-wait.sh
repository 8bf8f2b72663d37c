# Wrong: a sleep instead of a wait.
echo "part 1" &
echo "part 2" &
sleep 2
echo "report"
