-- Replaces an officer's record if it still is what the caller read.
-- KEYS[1] officers (hash id -> JSON)
-- ARGV[1] officer id  ARGV[2] JSON as read  ARGV[3] JSON to store
-- Returns 'updated' | 'conflict'.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 'conflict' end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 'updated'
