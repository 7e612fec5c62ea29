package org.hillock.lab.store;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Lists rows newest first in pages that stay put while rows are added.
 *
 * @param tags the table of the rows' labels, or {@link #NO_TAGS}
 */
record Listing<T>(String table, String tags, Map<String, String> columns, RowMapper<T> mapper) {

  /** For rows without labels. */
  static final String NO_TAGS = "";

  private static final int STANDARD = 50;
  private static final int MOST = 1000;

  /** A row with its place in the order. */
  record Placed<T>(long ordinal, T value) {}

  /** What can be filtered by. */
  Set<String> keys() {
    var keys = new HashSet<>(columns.keySet());
    if (!tags.equals(NO_TAGS)) {
      keys.add("tags.*");
    }
    return keys;
  }

  Page<T> page(Handle handle, PageRequest request, String always) {
    var terms = Filter.parse(request.filter(), keys()).terms();
    var sql = new StringBuilder("select * from " + table + " where " + always);
    for (int i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      sql.append(
          term.isTag()
              ? " and exists (select 1 from %s t where t.owner = id and t.name = :n%d"
                      .formatted(tags, i)
                  + " and t.content = :v%d)".formatted(i)
              : " and %s = :v%d".formatted(columns.get(term.key()), i));
    }
    var place = PageToken.place(table, request);
    place.ifPresent(_ -> sql.append(" and ordinal < :place"));
    int limit = request.limit(STANDARD, MOST);
    sql.append(" order by ordinal desc limit ").append(limit + 1);

    var query = handle.createQuery(sql.toString());
    place.ifPresent(value -> query.bind("place", value));
    for (int i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      query.bind("v" + i, term.plainValue());
      if (term.isTag()) {
        query.bind("n" + i, term.tag());
      }
    }
    RowMapper<Placed<T>> placed =
        (row, context) -> new Placed<>(row.getLong("ordinal"), mapper.map(row, context));
    return cut(query.map(placed).list(), limit, Placed::ordinal, request);
  }

  private Page<T> cut(
      List<Placed<T>> rows, int limit, ToLongFunction<Placed<T>> ordinal, PageRequest request) {
    var shown = rows.subList(0, Math.min(limit, rows.size()));
    var next =
        rows.size() > limit
            ? PageToken.at(ordinal.applyAsLong(shown.getLast()), table, request)
            : "";
    return new Page<>(shown.stream().map(Placed::value).toList(), next);
  }

  /** The labels of some rows, by row id. */
  static Map<String, Map<String, String>> tags(Handle handle, String tags, List<String> owners) {
    if (owners.isEmpty()) {
      return Map.of();
    }
    record Tag(String owner, String name, String content) {}
    return handle
        .createQuery("select owner, name, content from " + tags + " where owner in (<owners>)")
        .bindList("owners", owners)
        .map(
            (row, _) ->
                new Tag(row.getString("owner"), row.getString("name"), row.getString("content")))
        .collect(Collectors.groupingBy(Tag::owner, Collectors.toMap(Tag::name, Tag::content)));
  }

  static void addTags(Handle handle, String table, String owner, Map<String, String> tags) {
    tags.forEach(
        (name, content) ->
            handle.execute("insert into " + table + " values (?, ?, ?)", owner, name, content));
  }
}
