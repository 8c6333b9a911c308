require 'net/http'

uri = URI('https://shop.test/rest/V1/products')
request = Net::HTTPGenericRequest.new('POST', true, true, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
request['Content-Type'] = 'application/json'
request.body = '{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\\" it\'s"}
}'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
