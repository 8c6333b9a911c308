require 'net/http'

uri = URI('https://shop.test/rest/V1/products/a%20b/../c%20d/%C3%A9')
request = Net::HTTPGenericRequest.new('DELETE', false, true, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
