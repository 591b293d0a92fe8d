using System.Collections.Concurrent;

namespace ApprovalConsole.Orchestrator;

/// <summary>What a watcher can follow.</summary>
public readonly record struct Topic(string Name)
{
    public static readonly Topic Inbox = new("inbox");
    /// <summary>Who has what before them.</summary>
    public static readonly Topic Claims = new("claims");

    public static readonly Topic Runs = new("runs");
    public static readonly Topic Tools = new("tools");

    /// <summary>What is laid down of agents and models.</summary>
    public static readonly Topic Setups = new("setups");

    public static readonly Topic Budgets = new("budgets");

    /// <summary>What holds the gate: stops, and whether it has proven itself.</summary>
    public static readonly Topic Stops = new("stops");

    /// <summary>What is told to the outside.</summary>
    public static readonly Topic Deliveries = new("deliveries");

    public static Topic Run(string runId) => new($"run/{runId}");
}

/// <summary>Says "look again". It carries no state: subscribe first, then read; the other order loses a change.</summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<Topic, ConcurrentDictionary<Subscription, byte>> _topics = new();
    private readonly Lock _changing = new(); // who comes while the last one goes must not end up in a list that nobody reads

    /// <param name="onNudge">Something was committed. Must return at once: it runs where the commit was made.</param>
    /// <param name="onFoam">A piece of a model's text that is being written. It may be lost and is never journaled.</param>
    public IDisposable Subscribe(Topic topic, Action onNudge, Action<string>? onFoam = null)
    {
        var subscription = new Subscription(this, topic, onNudge, onFoam);
        lock (_changing) _topics.GetOrAdd(topic, _ => new())[subscription] = 0;
        return subscription;
    }

    /// <summary>True while somebody follows the topic.</summary>
    public bool IsWatched(Topic topic) => _topics.TryGetValue(topic, out var subscriptions) && !subscriptions.IsEmpty;

    internal void Nudge(Topic topic)
    {
        if (!_topics.TryGetValue(topic, out var subscriptions)) return;
        foreach (var (subscription, _) in subscriptions) subscription.OnNudge(); // its Keys would be a copy, made under all its locks
    }

    internal void Foam(Topic topic, string text)
    {
        if (!_topics.TryGetValue(topic, out var subscriptions)) return;
        foreach (var (subscription, _) in subscriptions) subscription.OnFoam?.Invoke(text);
    }

    private void Remove(Subscription subscription)
    {
        lock (_changing)
        {
            if (!_topics.TryGetValue(subscription.Topic, out var subscriptions)) return;
            subscriptions.TryRemove(subscription, out _);
            if (subscriptions.IsEmpty) _topics.TryRemove(subscription.Topic, out _); // a run is watched for minutes, and there are millions of them
        }
    }

    private sealed class Subscription(LiveFeed feed, Topic topic, Action onNudge, Action<string>? onFoam) : IDisposable
    {
        public Topic Topic => topic;

        public Action OnNudge => onNudge;

        public Action<string>? OnFoam => onFoam;

        public void Dispose() => feed.Remove(this);
    }
}
