curl --globoff --head ^"http://^[::1^]:8080/?q=1^" -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^"
