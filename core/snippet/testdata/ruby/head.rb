require 'net/http'

uri = URI('http://[::1]:8080/?q=1')
request = Net::HTTPGenericRequest.new('HEAD', false, false, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: false) { |http| http.request(request) }
puts response.code, response.body
