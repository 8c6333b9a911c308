xh --ignore-stdin HEAD 'http://[::1]:8080/?q=1' 'Authorization:Bearer abcdefghijklmnopqrstuvwxyz012345'
