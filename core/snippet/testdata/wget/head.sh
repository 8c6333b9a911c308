wget --quiet --output-document=- --content-on-error --max-redirect=0 --method=HEAD 'http://[::1]:8080/?q=1' --header='Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345'
