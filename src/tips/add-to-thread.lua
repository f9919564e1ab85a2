-- Adds an entry to a tip's thread, once.
-- KEYS[1]  hash of entry id -> "NUMBER:JSON"          antam:{unit:ID}:thread:TIP
-- ARGV[1]  entry id
-- ARGV[2]  its JSON
-- ARGV[3]  how many entries the thread may hold for this one to be taken
-- Result   'added' | 'repeated' (it is there already) | 'full'
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 'repeated' end
local count = redis.call('HLEN', KEYS[1])
if count >= tonumber(ARGV[3]) then return 'full' end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%d:%s', count + 1, ARGV[2]))
return 'added'
