# Runs every Ruby file of $SCRIPTS in turn.
Dir[ENV['SCRIPTS'] + '/*.rb'].sort.each do |file|
  load(file, true)
rescue Exception => e
  puts "#{File.basename(file)}: #{e.message}"
end
