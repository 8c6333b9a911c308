require 'net/http'

uri = URI('https://shop.test/rest/all/V1/products?searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=name&searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=%25it%27s%25&searchCriteria%5BpageSize%5D=5&fields=items%7Bsku%7D')
request = Net::HTTPGenericRequest.new('GET', false, true, uri.request_uri)
request['Authorization'] = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
request['Accept'] = 'application/json'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
