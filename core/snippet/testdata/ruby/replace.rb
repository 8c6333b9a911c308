require 'net/http'

uri = URI('https://shop.test/rest/V1/carts/mine')
request = Net::HTTPGenericRequest.new('PUT', true, true, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
request['Content-Type'] = 'application/json'
request.body = '{"quote":{"note":"$HOME `id` \\\\ @file"}}'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
