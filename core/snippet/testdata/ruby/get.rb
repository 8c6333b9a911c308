require 'net/http'

uri = URI('https://shop.test/rest/V1/modules')
request = Net::HTTPGenericRequest.new('GET', false, true, uri.request_uri)
request['Authorization'] = 'Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
