require 'net/http'

uri = URI('https://shop.test/rest/V1/guest-carts')
request = Net::HTTPGenericRequest.new('POST', false, true, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
request['X-Empty'] = ''
request['Content-Length'] = '0'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
