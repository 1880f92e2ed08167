// What the options of cxpress name and do not write out: labels and shapes, for ECharts to draw by. It takes from an
// option numbers, and texts only to set them as they are.
var cxpress = (function () {
  "use strict";

  // Label formatters: `formatter: "name:argument"`.
  var labels = {
    // The name of the data item, as it is: no template is read in it.
    text: function () {
      return function (item) { return item.name; };
    },
    // A tick: decimals with the mark before them, if it is no point, then the unit.
    number: function (argument) {
      var colon = argument.indexOf(":");
      var decimals = parseInt(argument, 10);
      var mark = argument.slice(0, colon).replace(/^\d+/, "") || ".";
      var unit = argument.slice(colon + 1);
      return function (value) { return number(value, decimals, mark) + unit; };
    },
    // Every so manieth category, so that the last one is named.
    every: function (argument) {
      var parts = argument.split(":");
      return function (category, index) { return index % parts[0] === Number(parts[1]) ? category : ""; };
    }
  };

  // Shapes of custom series: `id: "name:…"`.
  var shapes = {
    // Data [x, low, high]: one area for each run of points with an interval; a point alone has a bar.
    band: function (series) {
      return band(series, function (points) { return points; });
    },
    // The same in steps: an interval holds until the next point.
    stairs: function (series) {
      return band(series, stairs);
    },
    // Data [x, value, radius], each with its style: a dot on top of a line.
    dots: function (series) {
      return function (params, api) {
        var at = api.coord([api.value(0), api.value(1)]);
        var style = own(series, params.dataIndex);
        return {
          type: "circle",
          silent: true,
          z2: 20,
          shape: { cx: at[0], cy: at[1], r: api.value(2) },
          style: { fill: style.color, stroke: style.borderColor, lineWidth: style.borderWidth }
        };
      };
    },
    // Data [x, top of the plot, px above it]: a dotted line up through the plot to its label.
    flags: function (series) {
      return function (params, api) {
        var style = own(series, params.dataIndex);
        var at = api.coord([api.value(0), api.value(1)]);
        return {
          type: "line",
          silent: true,
          shape: { x1: at[0], y1: params.coordSys.y + params.coordSys.height, x2: at[0], y2: at[1] - api.value(2) },
          style: { fill: "none", stroke: style.color, lineWidth: 1, lineDash: [2, 3] }
        };
      };
    },
    // Data [x, bottom of the plot, px to the left of x, px above the plot]: a line that parts what is beside it.
    partings: function (series) {
      return function (params, api) {
        var x = api.coord([api.value(0), api.value(1)])[0] - api.value(2);
        return {
          type: "line",
          silent: true,
          shape: { x1: x, y1: params.coordSys.y + params.coordSys.height, x2: x, y2: params.coordSys.y - api.value(3) },
          style: { fill: "none", stroke: own(series, params.dataIndex).color, lineWidth: 1 }
        };
      };
    },
    // Data [start, row, end]: a bar from start to end; one of no length is a line across.
    falls: function (series) {
      return function (params, api) {
        var start = api.coord([api.value(0), api.value(1)]);
        var end = api.coord([api.value(2), api.value(1)]);
        var left = Math.min(start[0], end[0]);
        return {
          type: "rect",
          silent: true,
          shape: { x: left, y: start[1] - 7, width: Math.max(Math.abs(end[0] - start[0]), 1), height: 14 },
          style: { fill: own(series, params.dataIndex).color }
        };
      };
    },
    // Data [x, row]: a thin line from the row down to the next.
    ties: function (series) {
      return function (params, api) {
        var from = api.coord([api.value(0), api.value(1)]);
        var to = api.coord([api.value(0), api.value(1) + 1]);
        return {
          type: "line",
          silent: true,
          shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
          style: { fill: "none", stroke: own(series, params.dataIndex).color, lineWidth: 1 }
        };
      };
    },
    // Data [class, value, px from left to right]: the outline of a bar from zero, open there.
    outlines: function (series) {
      return function (params, api) {
        var end = api.coord([api.value(0), api.value(1)]);
        var start = api.coord([api.value(0), 0])[1];
        var left = end[0] - api.value(2) / 2, right = end[0] + api.value(2) / 2;
        return {
          type: "polyline",
          silent: true,
          shape: { points: [[left, start], [left, end[1]], [right, end[1]], [right, start]] },
          style: { fill: "none", stroke: own(series, params.dataIndex).color, lineWidth: 1, opacity: 0.6 }
        };
      };
    },
    // Data [first class, last class, px beyond their middles, px above the plot]: a bracket over them, open below.
    brackets: function (series) {
      return function (params, api) {
        var left = api.coord([api.value(0), 0])[0] - api.value(2);
        var right = api.coord([api.value(1), 0])[0] + api.value(2);
        var top = params.coordSys.y - api.value(3);
        return {
          type: "polyline",
          silent: true,
          shape: { points: [[left, top + 4], [left, top], [right, top], [right, top + 4]] },
          style: { fill: "none", stroke: own(series, params.dataIndex).color, lineWidth: 1.5 }
        };
      };
    },
    // Data [x, px from there to the left edge, width, px below the plot, height]: a rectangle.
    strips: function (series) {
      return function (params, api) {
        return {
          type: "rect",
          silent: true,
          shape: {
            x: api.coord([api.value(0), 0])[0] + api.value(1),
            y: params.coordSys.y + params.coordSys.height + api.value(3),
            width: api.value(2),
            height: api.value(4)
          },
          style: { fill: own(series, params.dataIndex).color }
        };
      };
    },
    // Data [low, row, high]: a line from low to high.
    interval: function (series) {
      return function (params, api) {
        var low = api.coord([api.value(0), api.value(1)]);
        var high = api.coord([api.value(2), api.value(1)]);
        return {
          type: "line",
          silent: true,
          shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] },
          style: { fill: "none", stroke: own(series, params.dataIndex).color, lineWidth: 2.5, lineCap: "round", opacity: 0.45 }
        };
      };
    }
  };

  function number(value, decimals, mark) {
    var parts = Math.abs(value).toFixed(decimals).split(".");
    if (parts[0].length > 4) parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return (value < 0 ? "\u2212" : "") + parts.join(mark);
  }

  function own(series, index) {
    return series.data[index].itemStyle;
  }

  function band(series, along) {
    var data = series.data.map(function (item) { return item.value || item; });
    function isOpen(index) {
      return index >= 0 && index < data.length && data[index][1] !== null && data[index][2] !== null;
    }
    return function (params, api) {
      var first = params.dataIndex;
      if (!isOpen(first) || isOpen(first - 1)) return null;
      var lows = [], highs = [];
      for (var i = first; isOpen(i); i++) {
        lows.push(api.coord([data[i][0], data[i][1]]));
        highs.push(api.coord([data[i][0], data[i][2]]));
      }
      var style = { fill: series.itemStyle.color, opacity: series.itemStyle.opacity };
      if (lows.length === 1) return post(lows[0], highs[0], style);
      return {
        type: "polygon",
        silent: true,
        shape: { points: along(highs).concat(along(lows).reverse()) },
        style: style
      };
    };
  }

  function post(low, high, style) {
    var shape = { x: low[0] - 3, y: high[1], width: 6, height: low[1] - high[1] };
    return { type: "rect", silent: true, shape: shape, style: style };
  }

  function stairs(points) {
    var all = [];
    points.forEach(function (point, index) {
      if (index > 0) all.push([point[0], points[index - 1][1]]);
      all.push(point);
    });
    return all;
  }

  // The same option with its names replaced by what they name.
  function resolve(option) {
    if (Array.isArray(option)) return option.map(resolve);
    if (option === null || typeof option !== "object") return option;
    var result = {};
    Object.keys(option).forEach(function (key) {
      result[key] = key === "formatter" ? called(labels, option[key]) : resolve(option[key]);
    });
    if (option.type === "custom") result.renderItem = called(shapes, option.id, option);
    return result;
  }

  function called(table, name, subject) {
    var colon = name.indexOf(":");
    var key = colon < 0 ? name : name.slice(0, colon);
    if (!Object.prototype.hasOwnProperty.call(table, key)) throw new Error("cxpress has no " + key);
    return table[key](subject || name.slice(colon + 1));
  }

  // The drawing of an option as a tree of [tag, attributes, children, text], in JSON.
  function draw(json, width, height) {
    var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
    try {
      chart.setOption(resolve(JSON.parse(json)));
      var view = { animation: false, emphasis: false, willUpdate: false, compress: true, useViewBox: true };
      return JSON.stringify(branch(chart.getZr().painter.renderToVNode(view)));
    } finally {
      chart.dispose();
    }
  }

  function branch(node) {
    var attributes = Object.keys(node.attrs || {}).map(function (name) { return [name, String(node.attrs[name])]; });
    return [node.tag, attributes, (node.children || []).filter(Boolean).map(branch), node.text || ""];
  }

  return { resolve: resolve, draw: draw };
})();
