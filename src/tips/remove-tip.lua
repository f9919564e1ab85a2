-- Removes a tip's sealed content for good: entry, files, and the memory of its id.
-- KEYS[1]   stream of the unit                 antam:{unit:ID}:tips
-- KEYS[2]   hash of tip id -> entry id         antam:{unit:ID}:tip-ids
-- KEYS[3]   hash of tip id -> its files        antam:{unit:ID}:tip-files
-- KEYS[4…]  all pieces of its sealed files     antam:{unit:ID}:file:FILEID:CHUNK, and originals that were lent
-- ARGV[1]   tip id   ARGV[2] entry id
-- Result    1 removed, 0 there was no such entry
for i = 4, #KEYS do redis.call('DEL', KEYS[i]) end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return redis.call('XDEL', KEYS[1], ARGV[2])
