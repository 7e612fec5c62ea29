package org.hillock.engine.equations;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A directed graph with capacities and its maximum flow (Edmonds and Karp 1972). */
final class FlowNetwork {

  private static final class Edge {
    final int from;
    final int to;
    final Edge back;
    long capacity;

    Edge(int from, int to, long capacity) {
      this.from = from;
      this.to = to;
      this.capacity = capacity;
      this.back = new Edge(this);
    }

    private Edge(Edge forth) {
      this.from = forth.to;
      this.to = forth.from;
      this.back = forth;
    }
  }

  private final List<List<Edge>> leaving = new ArrayList<>();

  FlowNetwork(int nodes) {
    for (int i = 0; i < nodes; i++) {
      leaving.add(new ArrayList<>());
    }
  }

  void connect(int from, int to, long capacity) {
    var edge = new Edge(from, to, capacity);
    leaving.get(from).add(edge);
    leaving.get(to).add(edge.back);
  }

  /** Sends as much flow as possible; capacities become what is left of them. */
  void saturate(int source, int sink) {
    for (var path = path(source, sink); !path.isEmpty(); path = path(source, sink)) {
      long flow = path.stream().mapToLong(e -> e.capacity).min().orElseThrow();
      for (var e : path) {
        e.capacity -= flow;
        e.back.capacity += flow;
      }
    }
  }

  private List<Edge> path(int source, int sink) {
    var arrival = new Edge[leaving.size()];
    var todo = new ArrayDeque<>(List.of(source));
    while (!todo.isEmpty() && arrival[sink] == null) {
      for (var e : leaving.get(todo.pop())) {
        if (e.capacity > 0 && e.to != source && arrival[e.to] == null) {
          arrival[e.to] = e;
          todo.add(e.to);
        }
      }
    }
    var path = new ArrayList<Edge>();
    for (var e = arrival[sink]; e != null; e = arrival[e.from]) {
      path.add(e);
    }
    return path;
  }

  /** Which nodes could still send flow to the sink. */
  boolean[] reaching(int sink) {
    var reaching = new boolean[leaving.size()];
    reaching[sink] = true;
    var todo = new ArrayDeque<>(List.of(sink));
    while (!todo.isEmpty()) {
      for (var e : leaving.get(todo.pop())) {
        if (e.back.capacity > 0 && !reaching[e.to]) {
          reaching[e.to] = true;
          todo.add(e.to);
        }
      }
    }
    return reaching;
  }
}
